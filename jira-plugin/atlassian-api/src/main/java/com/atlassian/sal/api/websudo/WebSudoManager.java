// Signature of WebSudoManager, to compile against.
package com.atlassian.sal.api.websudo;

import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

public interface WebSudoManager {
    boolean canExecuteRequest(HttpServletRequest httpServletRequest);

    void enforceWebSudoProtection(HttpServletRequest httpServletRequest, HttpServletResponse httpServletResponse);

    void willExecuteWebSudoRequest(HttpServletRequest httpServletRequest);
}
