// Which stored links a connection does not want any more, once its rules are others.
package org.jigit.connection;

import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jigit.core.Core;
import org.jigit.core.Messages;
import org.jigit.project.KnownProjects;

/** Asks the core, which alone knows what the rules mean. */
public final class WantedKeys {
    /** As many keys as the core keeps of one text. */
    private static final int MOST = 500;

    private final Core core;
    private final KnownProjects projects;

    public WantedKeys(Core core, KnownProjects projects) {
        this.core = core;
        this.projects = projects;
    }

    /** Those of some issue keys that the rules leave out. */
    Set<String> without(Messages.KeyRules rules, List<String> issueKeys) {
        Set<String> unwanted = new TreeSet<>(issueKeys);
        for (int at = 0; at < issueKeys.size(); at += MOST) {
            List<String> some = issueKeys.subList(at, Math.min(at + MOST, issueKeys.size()));
            unwanted.removeAll(wanted(rules, some));
        }
        return unwanted;
    }

    private List<String> wanted(Messages.KeyRules rules, List<String> issueKeys) {
        String answer = core.issueKeysJson(new Messages.KeysIn(
                Messages.Field.PR_BODY, String.join("\n", issueKeys), rules, false, projects.version()));
        List<String> wanted = new ArrayList<>();
        JsonParser.parseString(answer)
                .getAsJsonObject()
                .getAsJsonArray("keys")
                .forEach(key -> wanted.add(key.getAsString()));
        return wanted;
    }
}
