// What panel and tab read, on MariaDB.
package org.jigit.development;

import org.jigit.store.TestDatabase;

class DevelopmentOnMariaDbTest extends DevelopmentLaws {
    @Override
    TestDatabase start() throws Exception {
        return TestDatabase.mariadb();
    }
}
