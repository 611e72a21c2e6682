// The laws of smart commits on MariaDB.
package org.jigit.smartcommit;

import org.jigit.store.TestDatabase;

class SmartCommitOnMariaDbTest extends SmartCommitLaws {
    @Override
    TestDatabase start() throws Exception {
        return TestDatabase.mariadb();
    }
}
