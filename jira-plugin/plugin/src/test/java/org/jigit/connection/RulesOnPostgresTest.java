// The laws of rules about keys on PostgreSQL.
package org.jigit.connection;

import org.jigit.store.TestDatabase;

class RulesOnPostgresTest extends RulesLaws {
    @Override
    TestDatabase start() throws Exception {
        return TestDatabase.postgres();
    }
}
