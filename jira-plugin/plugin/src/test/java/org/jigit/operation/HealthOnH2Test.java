// The laws of health on H2.
package org.jigit.operation;

import org.jigit.store.TestDatabase;

class HealthOnH2Test extends HealthLaws {
    @Override
    TestDatabase start() throws Exception {
        return TestDatabase.h2();
    }
}
