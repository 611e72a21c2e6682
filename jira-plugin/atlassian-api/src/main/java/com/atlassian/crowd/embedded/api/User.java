// Signature of User, to compile against.
package com.atlassian.crowd.embedded.api;

import java.security.Principal;
import org.jigit.signature.Uncertain;

@Uncertain
public interface User extends Principal {
    @Uncertain
    boolean isActive();

    @Uncertain
    String getEmailAddress();

    @Uncertain
    String getDisplayName();
}
