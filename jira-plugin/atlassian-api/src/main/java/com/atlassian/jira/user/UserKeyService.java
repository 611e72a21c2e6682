// Signature of UserKeyService, to compile against.
package com.atlassian.jira.user;

import org.jigit.signature.Uncertain;

public interface UserKeyService {
    String getUsernameForKey(String key);

    @Uncertain
    String getKeyForUsername(String username);
}
