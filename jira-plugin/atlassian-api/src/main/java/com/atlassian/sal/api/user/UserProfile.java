// Signature of UserProfile, to compile against.
package com.atlassian.sal.api.user;

import java.net.URI;
import org.jigit.signature.Uncertain;

public interface UserProfile {
    UserKey getUserKey();

    String getUsername();

    String getFullName();

    String getEmail();

    @Uncertain
    URI getProfilePictureUri(int number, int number2);

    @Uncertain
    URI getProfilePictureUri();

    @Uncertain
    URI getProfilePageUri();
}
