// What panel and tab read, on H2.
package org.jigit.development;

import org.jigit.store.TestDatabase;

class DevelopmentOnH2Test extends DevelopmentLaws {
    @Override
    TestDatabase start() throws Exception {
        return TestDatabase.h2();
    }
}
