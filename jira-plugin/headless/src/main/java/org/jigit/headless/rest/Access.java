// Who may call an end-point: what its annotations say, and licensed users alone when they say nothing.
package org.jigit.headless.rest;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Map;
import org.jigit.headless.Model;

/** The levels of access of Jira 10, from open to closed. */
public enum Access {
    /** Everybody, also when anonymous access is switched off. */
    UNRESTRICTED,
    /** Everybody when the site permits anonymous access; this one does not. */
    ANONYMOUS_SITE,
    /** Logged in, with or without a licence. */
    UNLICENSED_SITE,
    /** Logged in and licensed: the default. */
    LICENSED,
    /** Administrators. */
    ADMIN,
    /** System administrators. */
    SYSTEM_ADMIN;

    /** The level of an end-point in a REST resource: only the annotations of REST v2 count. */
    public static Access ofRest(AnnotatedElement... fromInside) {
        return of(REST, fromInside);
    }

    /** The level of a servlet or filter: only the annotations for these count. */
    public static Access ofServlet(Class<?> type) {
        return of(SERVLET, type, type.getPackage());
    }

    private static Access of(Map<Class<? extends Annotation>, Access> levels, AnnotatedElement... fromInside) {
        for (AnnotatedElement element : fromInside) {
            if (element == null) {
                continue;
            }
            List<Access> found = levels.entrySet().stream()
                    .filter(each -> element.isAnnotationPresent(each.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
            if (found.size() > 1) {
                throw new IllegalArgumentException(element + " has more than one security annotation");
            }
            if (!found.isEmpty()) {
                return found.get(0);
            }
        }
        return LICENSED;
    }

    /** What to answer the user of this thread: 200 go on, 401 log in first, 403 no. */
    public int check(Model model) {
        var user = model.currentUser();
        boolean allowed =
                switch (this) {
                    case UNRESTRICTED -> true;
                    case ANONYMOUS_SITE, UNLICENSED_SITE -> user != null;
                    case LICENSED -> model.isLicensed(user);
                    case ADMIN -> model.isAdministrator(user);
                    case SYSTEM_ADMIN -> model.isSystemAdministrator(user);
                };
        if (allowed) {
            return 200;
        }
        return user == null ? 401 : 403;
    }

    private static final Map<Class<? extends Annotation>, Access> REST = Map.of(
            com.atlassian.plugins.rest.api.security.annotation.UnrestrictedAccess.class, UNRESTRICTED,
            com.atlassian.plugins.rest.api.security.annotation.AnonymousSiteAccess.class, ANONYMOUS_SITE,
            com.atlassian.plugins.rest.api.security.annotation.UnlicensedSiteAccess.class, UNLICENSED_SITE,
            com.atlassian.plugins.rest.api.security.annotation.LicensedOnly.class, LICENSED,
            com.atlassian.plugins.rest.api.security.annotation.AdminOnly.class, ADMIN,
            com.atlassian.plugins.rest.api.security.annotation.SystemAdminOnly.class, SYSTEM_ADMIN);

    private static final Map<Class<? extends Annotation>, Access> SERVLET = Map.of(
            com.atlassian.annotations.security.UnrestrictedAccess.class, UNRESTRICTED,
            com.atlassian.annotations.security.AnonymousSiteAccess.class, ANONYMOUS_SITE,
            com.atlassian.annotations.security.UnlicensedSiteAccess.class, UNLICENSED_SITE,
            com.atlassian.annotations.security.LicensedOnly.class, LICENSED,
            com.atlassian.annotations.security.AdminOnly.class, ADMIN,
            com.atlassian.annotations.security.SystemAdminOnly.class, SYSTEM_ADMIN);
}
