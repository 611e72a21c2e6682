// The laws of lists on PostgreSQL.
package org.jigit.operation;

import org.jigit.store.TestDatabase;

class LogsOnPostgresTest extends LogsLaws {
    @Override
    TestDatabase start() throws Exception {
        return TestDatabase.postgres();
    }
}
