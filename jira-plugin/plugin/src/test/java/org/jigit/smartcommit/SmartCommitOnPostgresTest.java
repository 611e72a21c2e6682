// The laws of smart commits on PostgreSQL.
package org.jigit.smartcommit;

import org.jigit.store.TestDatabase;

class SmartCommitOnPostgresTest extends SmartCommitLaws {
    @Override
    TestDatabase start() throws Exception {
        return TestDatabase.postgres();
    }
}
