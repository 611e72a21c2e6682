// Signature of AuditService, to compile against.
package com.atlassian.audit.api;

import com.atlassian.audit.entity.AuditEvent;

public interface AuditService {
    void audit(AuditEvent auditEvent);
}
