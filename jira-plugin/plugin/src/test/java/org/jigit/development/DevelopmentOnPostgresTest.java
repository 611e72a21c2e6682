// What panel and tab read, on PostgreSQL.
package org.jigit.development;

import org.jigit.store.TestDatabase;

class DevelopmentOnPostgresTest extends DevelopmentLaws {
    @Override
    TestDatabase start() throws Exception {
        return TestDatabase.postgres();
    }
}
