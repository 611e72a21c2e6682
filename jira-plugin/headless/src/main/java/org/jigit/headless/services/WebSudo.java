// Answers as SAL's WebSudoManager: an administrator's session is always a secure one here.
package org.jigit.headless.services;

import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** No page asks for the password again. */
public final class WebSudo {

    public boolean canExecuteRequest(HttpServletRequest request) {
        return true;
    }

    public void willExecuteWebSudoRequest(HttpServletRequest request) {
        // allowed, as with a fresh secure session
    }

    public void enforceWebSudoProtection(HttpServletRequest request, HttpServletResponse response) {
        throw new UnsupportedOperationException("the headless Jira never asks for the password again");
    }
}
