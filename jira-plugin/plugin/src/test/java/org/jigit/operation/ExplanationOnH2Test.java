// The laws of "Why is something missing?" on H2.
package org.jigit.operation;

import org.jigit.store.TestDatabase;

class ExplanationOnH2Test extends ExplanationLaws {
    @Override
    TestDatabase start() throws Exception {
        return TestDatabase.h2();
    }
}
