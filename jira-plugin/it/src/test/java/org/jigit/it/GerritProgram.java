// Runs one program of Gerrit's in a JVM that has Gerrit's jars on its class path, as `java -jar gerrit.war` would.
package org.jigit.it;

/** Runs one program of Gerrit's: {@code init}, {@code daemon}. */
final class GerritProgram {
    private GerritProgram() {}

    /** The program's name and its arguments; ends the JVM with the program's exit code. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        var launcher = Class.forName("com.google.gerrit.launcher.GerritLauncher");
        var run = launcher.getMethod("invokeProgram", ClassLoader.class, String[].class);
        System.exit((Integer) run.invoke(null, GerritProgram.class.getClassLoader(), arguments));
    }
}
