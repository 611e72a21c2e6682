// The laws of cancelling on PostgreSQL.
package org.jigit.connection;

import org.jigit.store.TestDatabase;

class CancelOnPostgresTest extends CancelLaws {
    @Override
    TestDatabase start() throws Exception {
        return TestDatabase.postgres();
    }
}
