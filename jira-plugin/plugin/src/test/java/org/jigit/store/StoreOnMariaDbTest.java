// The laws of the store on MariaDB.
package org.jigit.store;

class StoreOnMariaDbTest extends StoreLaws {
    @Override
    TestDatabase start() throws Exception {
        return TestDatabase.mariadb();
    }
}
