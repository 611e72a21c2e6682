// The laws of cancelling on MariaDB.
package org.jigit.connection;

import org.jigit.store.TestDatabase;

class CancelOnMariaDbTest extends CancelLaws {
    @Override
    TestDatabase start() throws Exception {
        return TestDatabase.mariadb();
    }
}
