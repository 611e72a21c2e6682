// Python programs for tests: packages from a list with hashes, in an environment of their own.
package org.jigit.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jigit.it.replay.Json;

/** Python programs for tests. */
public final class PythonTool {
    private PythonTool() {}

    /** Runs a program of the folder {@code clients}, which writes JSON. */
    public static synchronized JsonNode run(String program, String... arguments)
            throws IOException, InterruptedException {
        var folder = Path.of(System.getProperty("jigit.it.dir")).resolve("clients");
        var environment = environment(folder.resolve("requirements.txt"));
        var command = new ArrayList<>(List.of(
                "env",
                // Otherwise what Microsoft's client learned of a server is kept in the home of whoever runs this.
                "AZURE_DEVOPS_CACHE_DIR=" + Files.createTempDirectory(Stage.folder("clients"), "cache-"),
                "PYTHONDONTWRITEBYTECODE=1",
                environment.resolve("bin/python").toString(),
                "-W",
                "ignore",
                program));
        command.addAll(List.of(arguments));
        return Json.read(expect(command, folder, 120));
    }

    /** Made anew when the list of packages is another one. */
    private static Path environment(Path requirements) throws IOException, InterruptedException {
        var environment = Stage.folder("clients").resolve("venv");
        var installed = environment.resolve("requirements.txt");
        if (!Files.exists(installed) || Files.mismatch(installed, requirements) >= 0) {
            System.out.println("[it] pip install in " + environment);
            Stage.remove(environment);
            var folder = requirements.getParent();
            expect(List.of("python3", "-m", "venv", environment.toString()), folder, 120);
            expect(
                    List.of(
                            environment.resolve("bin/pip").toString(),
                            "install",
                            "--quiet",
                            "--disable-pip-version-check",
                            "--only-binary=:all:",
                            "--require-hashes",
                            "--requirement",
                            requirements.toString()),
                    folder,
                    300);
            Files.copy(requirements, installed);
        }
        return environment;
    }

    private static String expect(List<String> command, Path folder, int seconds)
            throws IOException, InterruptedException {
        var result = NodeTool.run(command, folder, seconds);
        if (result.code() != 0) {
            throw new IOException(command + " failed: " + result.output());
        }
        return result.output();
    }
}
