// The laws of rules about keys on H2.
package org.jigit.connection;

import org.jigit.store.TestDatabase;

class RulesOnH2Test extends RulesLaws {
    @Override
    TestDatabase start() throws Exception {
        return TestDatabase.h2();
    }
}
