// The laws of smart commits on H2.
package org.jigit.smartcommit;

import org.jigit.store.TestDatabase;

class SmartCommitOnH2Test extends SmartCommitLaws {
    @Override
    TestDatabase start() throws Exception {
        return TestDatabase.h2();
    }
}
