// The laws of the store on PostgreSQL.
package org.jigit.store;

class StoreOnPostgresTest extends StoreLaws {
    @Override
    TestDatabase start() throws Exception {
        return TestDatabase.postgres();
    }
}
