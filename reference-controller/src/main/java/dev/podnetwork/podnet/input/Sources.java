package dev.podnetwork.podnet.input;

import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Position;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds and reads the files that the user names. */
public final class Sources {
    private static final long TOTAL_MAX = 64L * 1024 * 1024;
    private static final int FILES_MAX = 10_000;
    private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

    private Sources() {}

    /**
     * A text and its name.
     *
     * @param name as the user gave it
     * @param text its content
     */
    public record Source(String name, String text) {}

    /**
     * Reads files; directories stand for the files in them that end in {@code .yaml}, {@code .yml} or {@code .json}, at any depth
     * and in the order of their paths; {@code -} is the standard input.
     *
     * @throws DocumentException when something cannot be read
     */
    public static List<Source> read(List<String> names, InputStream standardInput) {
        List<Source> all = new ArrayList<>();
        long total = 0;
        for (String name : names) {
            for (Source each : "-".equals(name) ? List.of(standardInput(standardInput)) : files(name)) {
                all.add(each);
                total += each.text().length();
                if (total > TOTAL_MAX || all.size() > FILES_MAX) {
                    throw unreadable(name, "there is more than 64 MB, or 10,000 files, of input", "give less");
                }
            }
        }
        return all;
    }

    private static Source standardInput(InputStream in) {
        try {
            return new Source("stdin", text("stdin", in.readNBytes(YamlReader.CHARS_MAX + 1)));
        } catch (IOException e) {
            throw unreadable("stdin", "the standard input cannot be read: " + e.getMessage(), "try again");
        }
    }

    private static List<Source> files(String name) {
        Path path = Path.of(name);
        if (!Files.exists(path)) {
            throw unreadable(name, "there is no such file or directory", "name an existing one");
        }
        if (!Files.isDirectory(path)) {
            return List.of(file(path));
        }
        try (Stream<Path> walk = Files.walk(path, 16)) {
            List<Path> found = walk.filter(Files::isRegularFile)
                    .filter(each -> ENDINGS.stream().anyMatch(each.toString()::endsWith))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw unreadable(name, "no file in it ends in .yaml, .yml or .json", "name a directory with manifests");
            }
            return found.stream().map(Sources::file).toList();
        } catch (IOException e) {
            throw unreadable(name, "it cannot be read: " + e.getMessage(), "check its permissions");
        }
    }

    private static Source file(Path path) {
        // The size of a pipe is not known before it is read.
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(YamlReader.CHARS_MAX + 1);
            if (bytes.length > YamlReader.CHARS_MAX) {
                throw unreadable(path.toString(), "it has more than 16 MB", "split it");
            }
            return new Source(path.toString(), text(path.toString(), bytes));
        } catch (IOException e) {
            throw unreadable(path.toString(), "it cannot be read: " + e.getMessage(), "check its permissions");
        }
    }

    private static String text(String name, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unreadable(name, "it is not UTF-8 text", "convert it to UTF-8");
        }
    }

    private static DocumentException unreadable(String name, String found, String todo) {
        return new DocumentException(new Position(name, 0), found, todo);
    }
}
