// The laws of rules about keys on MariaDB.
package org.jigit.connection;

import org.jigit.store.TestDatabase;

class RulesOnMariaDbTest extends RulesLaws {
    @Override
    TestDatabase start() throws Exception {
        return TestDatabase.mariadb();
    }
}
