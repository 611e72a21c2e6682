// The laws of lists on H2.
package org.jigit.operation;

import org.jigit.store.TestDatabase;

class LogsOnH2Test extends LogsLaws {
    @Override
    TestDatabase start() throws Exception {
        return TestDatabase.h2();
    }
}
