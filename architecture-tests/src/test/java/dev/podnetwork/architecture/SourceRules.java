package dev.podnetwork.architecture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Rules about files that the compiler does not know. Each answers one line per broken rule, none when all is well. */
final class SourceRules {
    static final int MOST_LINES = 350;

    private static final Pattern TEST =
            Pattern.compile("^\\s*@(Test|ParameterizedTest|RepeatedTest|TestFactory|Property|Example)\\b");
    /** By surefire, and those with {@code IT} by failsafe with the profile kubernetes. */
    private static final Pattern FOUND = Pattern.compile(".*(Test|Properties|Props|Sim|IT)\\.java");

    private static final Pattern CONTRACT = Pattern.compile("\\babstract class\\b");
    private static final Pattern LEFTOVER = Pattern.compile("\\b(TODO|FIXME)\\b");

    /** Packages that run things, or hold the state behind a door: no business of a user. */
    private static final Set<String> HIDDEN = Set.of(
            "dev.podnetwork.core.cloud",
            "dev.podnetwork.core.node",
            "dev.podnetwork.core.pool",
            "dev.podnetwork.core.runtime",
            "dev.podnetwork.fake.state",
            "dev.podnetwork.fake.wire.action",
            "dev.podnetwork.fake.wire.http");

    private SourceRules() {}

    static List<String> tooLong(Map<Path, String> main) {
        List<String> broken = new ArrayList<>();
        main.forEach((path, text) -> {
            int lines = Sources.lines(text).size();
            if (lines > MOST_LINES) {
                broken.add(path + " has " + lines + " lines, and " + MOST_LINES + " is the most: split it by decision");
            }
        });
        return broken;
    }

    /** A class with tests that surefire's name patterns miss would never run, and nobody would see it. */
    static List<String> neverRun(Map<Path, String> test) {
        List<String> broken = new ArrayList<>();
        test.forEach((path, text) -> {
            boolean holdsTests = Sources.lines(text).stream()
                    .anyMatch(line -> TEST.matcher(line).find());
            boolean runs = FOUND.matcher(path.getFileName().toString()).matches();
            if (holdsTests && !runs && !CONTRACT.matcher(text).find()) {
                broken.add(path + " holds tests and surefire does not look at it:"
                        + " name it …Test, …Properties, …Props or …Sim, or …IT when it needs a control plane");
            }
        });
        return broken;
    }

    static List<String> unfinished(Map<Path, String> main) {
        List<String> broken = new ArrayList<>();
        main.forEach((path, text) -> {
            if (LEFTOVER.matcher(text).find()) {
                broken.add(path + " holds a note about unfinished work: finish it or write an issue");
            }
        });
        return broken;
    }

    static List<String> packagesWithoutNullMarked(Map<Path, String> main) {
        Map<Path, String> infoByFolder = new TreeMap<>();
        TreeSet<Path> folders = new TreeSet<>();
        main.forEach((path, text) -> {
            if (path.endsWith("package-info.java")) {
                infoByFolder.put(path.getParent(), text);
            } else if (!path.endsWith("module-info.java")) {
                folders.add(path.getParent());
            }
        });
        List<String> broken = new ArrayList<>();
        for (Path folder : folders) {
            if (!infoByFolder.getOrDefault(folder, "").contains("@NullMarked")) {
                broken.add(folder + " has no package-info.java with @NullMarked: say what the package is, and mark it");
            }
        }
        return broken;
    }

    /** A module exports all its packages but the hidden ones; a module without descriptor is not looked at. */
    static List<String> wrongExports(Map<Path, String> main) {
        List<String> broken = new ArrayList<>();
        main.forEach((path, text) -> {
            if (path.endsWith("module-info.java")) {
                for (String name : packagesBelow(path.getParent(), main)) {
                    boolean exported = text.contains("exports " + name + ";");
                    if (exported && HIDDEN.contains(name)) {
                        broken.add(path + " exports " + name + ", which is for the library's own use");
                    } else if (!exported && !HIDDEN.contains(name)) {
                        broken.add(path + " lacks \"exports " + name + ";\"");
                    }
                }
            }
        });
        return broken;
    }

    private static TreeSet<String> packagesBelow(Path folder, Map<Path, String> main) {
        TreeSet<String> names = new TreeSet<>();
        for (Path path : main.keySet()) {
            boolean aClass = !path.endsWith("package-info.java") && !path.endsWith("module-info.java");
            if (aClass && path.startsWith(folder)) {
                names.add(folder.relativize(path.getParent()).toString().replace('/', '.'));
            }
        }
        return names;
    }
}
