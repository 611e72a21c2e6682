// The laws of cancelling on H2.
package org.jigit.connection;

import org.jigit.store.TestDatabase;

class CancelOnH2Test extends CancelLaws {
    @Override
    TestDatabase start() throws Exception {
        return TestDatabase.h2();
    }
}
