package dev.podnetwork.podnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever is wrong with the input, the answer is a result or one line: never a failure of ours. */
class MangledInputProperties {
    private static final String RECORD = """
            apiVersion: network.alibabacloud.com/v1beta1
            kind: PodENI
            metadata: {name: r-0, annotations: {podnetwork.dev/intent: '{"interfaces":[{"intent":2}]}'}}
            spec:
              zone: cn-hangzhou-i
              allocations:
              - allocationType: {type: Fixed, releaseStrategy: Never}
                eni: {id: eni-r, vSwitchID: vsw-r, securityGroupIDs: [sg-r]}
                ipv4: 172.16.9.9
                ipv4CIDR: 172.16.9.0/24
            status:
              phase: Unbind
              podLastSeen: "2026-01-01T00:00:00Z"
              eniInfos: {eni-r: {id: eni-r, status: Unbind}}
            """;
    private static final List<String> ODD = List.of(
            "",
            " ",
            "\"\"",
            "null",
            "[]",
            "{}",
            "-1",
            "99999999999999999999",
            "true",
            "x",
            ":",
            "- ",
            "'",
            "0.0.0.0/0",
            "1e400");

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void isAnsweredByAResultOrByOneLine(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<String> texts = texts();
        String text = texts.get(random.nextInt(texts.size()));
        for (int i = random.nextInt(3); i >= 0; i--) {
            text = mangled(text, random);
        }
        Path file = Files.createTempFile("mangled", ".yaml");
        try {
            Files.writeString(file, text);
            Cli run = Cli.podnet("simulate", file.toString(), "-o", "json", "-q", "--until", "30s");
            assertThat(run.exitCode()).as("%s%n%s", run.err(), text).isIn(0, 1);
            if (run.exitCode() == 1) {
                assertThat(run.err()).startsWith(file + ":").hasLineCount(1);
                assertThat(run.out()).isEmpty();
            }
        } finally {
            Files.delete(file);
        }
    }

    private static List<String> texts() throws IOException {
        List<String> all = new ArrayList<>(List.of(RECORD));
        try (Stream<Path> files = Files.walk(Cli.example(""))) {
            for (Path each : files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                all.add(Files.readString(each));
            }
        }
        return all;
    }

    private static String mangled(String text, Random random) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int at = random.nextInt(lines.size());
        String line = lines.get(at);
        switch (random.nextInt(6)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, line);
            case 2 -> lines.set(at, line.replaceFirst(":.*", ": " + ODD.get(random.nextInt(ODD.size()))));
            case 3 -> lines.set(at, " " + line);
            case 4 -> lines.set(at, value(line, random));
            default -> lines.set(at, cut(line, random));
        }
        return String.join("\n", lines) + "\n";
    }

    /** One word between delimiters becomes something odd. */
    private static String value(String line, Random random) {
        String[] parts = line.split("(?<=[:,\\[{ ])|(?=[,\\]}])");
        parts[random.nextInt(parts.length)] = ODD.get(random.nextInt(ODD.size()));
        return String.join("", parts);
    }

    private static String cut(String line, Random random) {
        int at = line.isEmpty() ? 0 : random.nextInt(line.length());
        return line.substring(0, at) + (at < line.length() ? line.substring(at + 1) : "");
    }
}
