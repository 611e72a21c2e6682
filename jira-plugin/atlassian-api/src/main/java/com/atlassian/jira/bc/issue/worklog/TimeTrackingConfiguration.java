// Signature of TimeTrackingConfiguration, to compile against.
package com.atlassian.jira.bc.issue.worklog;

import java.math.BigDecimal;

public interface TimeTrackingConfiguration {
    boolean enabled();

    BigDecimal getHoursPerDay();

    BigDecimal getDaysPerWeek();
}
