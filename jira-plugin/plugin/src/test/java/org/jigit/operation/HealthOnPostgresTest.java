// The laws of health on PostgreSQL.
package org.jigit.operation;

import org.jigit.store.TestDatabase;

class HealthOnPostgresTest extends HealthLaws {
    @Override
    TestDatabase start() throws Exception {
        return TestDatabase.postgres();
    }
}
