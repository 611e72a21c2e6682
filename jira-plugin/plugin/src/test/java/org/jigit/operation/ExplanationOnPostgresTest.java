// The laws of "Why is something missing?" on PostgreSQL.
package org.jigit.operation;

import org.jigit.store.TestDatabase;

class ExplanationOnPostgresTest extends ExplanationLaws {
    @Override
    TestDatabase start() throws Exception {
        return TestDatabase.postgres();
    }
}
