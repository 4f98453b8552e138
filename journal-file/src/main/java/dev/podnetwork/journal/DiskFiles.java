package dev.podnetwork.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A directory of a real file system, locked for this process while it is open. */
final class DiskFiles implements FileLayer {
    private static final String LOCK = "lock";
    private static final int USUAL_BLOCK = 4_096;
    private static final int LARGEST_BLOCK = 65_536;
    private static final Set<OpenOption> EMPTY =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);

    private final Path directory;
    private final FileChannel lock;
    private final long storeBlock;

    private DiskFiles(Path directory, FileChannel lock) throws IOException {
        this.directory = directory;
        this.lock = lock;
        this.storeBlock = Files.getFileStore(directory).getBlockSize();
    }

    /** Makes the directory when it is missing, and takes it; refuses one that another journal has open. */
    static DiskFiles take(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath();
        FileChannel channel = lockFile(absolute);
        try {
            if (tryLock(channel) == null) {
                throw new IOException("the journal in " + absolute + " has an owner, " + ownerIn(channel)
                        + ": stop that one first, or give this one a directory of its own");
            }
            byte[] pid = ("process " + ProcessHandle.current().pid()).getBytes(UTF_8);
            channel.truncate(0).write(ByteBuffer.wrap(pid), 0);
            return new DiskFiles(absolute, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static FileChannel lockFile(Path directory) throws IOException {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
                force(directory.getParent());
            }
            return FileChannel.open(
                    directory.resolve(LOCK),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IOException(
                    "a journal in " + directory + ": the directory cannot be made or written (" + e
                            + "); name one on a local disk that this process may write",
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    private static String ownerIn(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(64);
        int length = channel.read(text, 0);
        return length <= 0 ? "another process" : new String(text.array(), 0, length, UTF_8);
    }

    @Override
    public List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Override
    public OpenFile open(String name) throws IOException {
        Path file = directory.resolve(name);
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a directory and should be the journal: move it away");
        }
        return new DiskFile(FileChannel.open(file, StandardOpenOption.READ));
    }

    @Override
    public OpenFile create(String name) throws IOException {
        return new DiskFile(FileChannel.open(directory.resolve(name), EMPTY));
    }

    @Override
    public int blockSize() {
        return isDirect() ? Math.max(USUAL_BLOCK, (int) storeBlock) : USUAL_BLOCK;
    }

    /** Past the page cache where the file system can: a force has then nothing left to write. */
    @Override
    public OpenFile createBlocks(String name) throws IOException {
        if (isDirect()) {
            Set<OpenOption> direct = new HashSet<>(EMPTY);
            direct.add(ExtendedOpenOption.DIRECT);
            try {
                return new DiskFile(FileChannel.open(directory.resolve(name), direct));
            } catch (IOException | UnsupportedOperationException e) {
                return create(name);
            }
        }
        return create(name);
    }

    private boolean isDirect() {
        return Long.bitCount(storeBlock) == 1 && storeBlock <= LARGEST_BLOCK;
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(directory.resolve(from), directory.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void forceDirectory() throws IOException {
        force(directory);
    }

    @Override
    public String where(String name) {
        return directory.resolve(name).toString();
    }

    /** Lets the directory go. */
    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static void force(@Nullable Path directory) throws IOException {
        if (directory != null) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private record DiskFile(FileChannel channel) implements OpenFile {
        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void read(ByteBuffer into, long offset) throws IOException {
            long at = offset;
            while (into.hasRemaining()) {
                int count = channel.read(into, at);
                if (count < 0) {
                    throw new EOFException("the file ends at " + at + ", and more was there a moment ago");
                }
                at += count;
            }
        }

        @Override
        public void write(ByteBuffer from, long offset) throws IOException {
            long at = offset;
            while (from.hasRemaining()) {
                at += channel.write(from, at);
            }
        }

        /** Only what is needed to read the data back: in a file that was grown before, that is the data alone. */
        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
