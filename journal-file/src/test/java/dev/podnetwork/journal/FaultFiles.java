package dev.podnetwork.journal;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Files in memory that promise nothing but what was forced. Every operation counts as one step; a story can be cut at any of
 * them. What a loss of power leaves behind is drawn from a seed: of the writes that were not forced each sector is there, is
 * missing, or is torn at some byte, independently of the others and of their order; the size may be there without the data;
 * names that were not forced are there or not, each change for itself. Of forced bytes nothing is lost.
 */
final class FaultFiles implements FileLayer {
    static final int SECTOR = 512;
    static final int BLOCK = 256;

    /** The power is gone: nothing works any more. */
    static final class PowerLoss extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** What a disk only pretends to do. */
    enum Lie {
        FORCES_NO_FILE,
        FORCES_NO_NAME
    }

    private record Write(int offset, byte[] bytes) {}

    private static final class Inode {
        byte[] forced = {};
        byte[] now = {};
        int size;
        final List<Write> pending = new ArrayList<>();

        void write(int offset, byte[] bytes) {
            pending.add(new Write(offset, bytes));
            size = Math.max(size, offset + bytes.length);
            if (size > now.length) {
                now = Arrays.copyOf(now, 2 * size);
            }
            System.arraycopy(bytes, 0, now, offset, bytes.length);
        }

        void force() {
            forced = content();
            pending.clear();
        }

        byte[] content() {
            return Arrays.copyOf(now, size);
        }

        static Inode of(byte[] content) {
            Inode inode = new Inode();
            inode.write(0, content);
            inode.force();
            return inode;
        }
    }

    private record Change(Map<String, @Nullable Inode> names) {}

    private final Map<String, Inode> forcedNames;
    private final Map<String, Inode> names;
    private final List<Change> changes = new ArrayList<>();
    private long stepsLeft = Long.MAX_VALUE;
    private long steps;
    private @Nullable String error;
    private @Nullable Lie lie;
    private long errorAt = Long.MAX_VALUE;

    FaultFiles() {
        this(new TreeMap<>());
    }

    private FaultFiles(Map<String, Inode> names) {
        this.forcedNames = names;
        this.names = new TreeMap<>(names);
    }

    /** Cuts the power before the operation with that number, counted from 0. */
    void losePowerAt(long step) {
        stepsLeft = step;
    }

    /** Lets one operation, and every later one that changes something, fail with an error of the disk. */
    void failAt(long step, String message) {
        errorAt = step;
        error = message;
    }

    /** Makes the disk one that lies. */
    void lie(Lie how) {
        lie = how;
    }

    long steps() {
        return steps;
    }

    /** What another process finds after a loss of power. */
    FaultFiles afterPowerLoss(Random random) {
        Map<String, Inode> left = new TreeMap<>(forcedNames);
        for (Change change : changes) {
            if (random.nextBoolean()) {
                change.names.forEach((name, inode) -> put(left, name, inode));
            }
        }
        Map<String, Inode> copies = new TreeMap<>();
        left.forEach((name, inode) -> copies.put(name, survivor(inode, random)));
        return new FaultFiles(copies);
    }

    /** The content of a file, to be looked at or damaged. */
    byte[] content(String name) {
        Inode inode = names.get(name);
        return inode == null ? new byte[0] : inode.content();
    }

    /** Replaces the content of a file, as bad sectors do. */
    void damage(String name, byte[] content) {
        Inode inode = Inode.of(content);
        names.put(name, inode);
        forcedNames.put(name, inode);
    }

    private static Inode survivor(Inode inode, Random random) {
        int mood = random.nextInt(4);
        byte[] left = inode.forced;
        for (Write write : inode.pending) {
            if (random.nextInt(4) == 0) {
                left = Arrays.copyOf(left, Math.max(left.length, write.offset + write.bytes.length));
            }
            for (int at = 0; at < write.bytes.length; ) {
                int length = Math.min(SECTOR - (write.offset + at) % SECTOR, write.bytes.length - at);
                byte[] sector = Arrays.copyOfRange(write.bytes, at, at + length);
                left = applied(left, write.offset + at, sector, survives(mood, length, random));
                at += length;
            }
        }
        return Inode.of(left);
    }

    /** How many bytes of a sector are there: moods are nothing, everything, whole sectors or none, any cut. */
    private static int survives(int mood, int length, Random random) {
        return switch (mood) {
            case 0 -> 0;
            case 1 -> length;
            case 2 -> random.nextBoolean() ? length : 0;
            default -> random.nextInt(length + 1);
        };
    }

    private static byte[] applied(byte[] old, int offset, byte[] bytes, int count) {
        if (count == 0) {
            return old;
        }
        byte[] all = Arrays.copyOf(old, Math.max(old.length, offset + count));
        System.arraycopy(bytes, 0, all, offset, count);
        return all;
    }

    private static void put(Map<String, Inode> names, String name, @Nullable Inode inode) {
        if (inode == null) {
            names.remove(name);
        } else {
            names.put(name, inode);
        }
    }

    private void step() throws IOException {
        if (stepsLeft-- <= 0) {
            throw new PowerLoss();
        }
        if (steps++ >= errorAt) {
            throw new IOException(error);
        }
    }

    private void change(Change change) {
        change.names.forEach((name, inode) -> put(names, name, inode));
        changes.add(change);
    }

    @Override
    public List<String> names() {
        return List.copyOf(names.keySet());
    }

    @Override
    public OpenFile open(String name) throws IOException {
        Inode inode = names.get(name);
        if (inode == null) {
            throw new FileNotFoundException(name);
        }
        return new MemoryFile(inode, 1);
    }

    @Override
    public int blockSize() {
        return BLOCK;
    }

    @Override
    public OpenFile createBlocks(String name) throws IOException {
        return new MemoryFile(created(name), BLOCK);
    }

    @Override
    public OpenFile create(String name) throws IOException {
        return new MemoryFile(created(name), 1);
    }

    private Inode created(String name) throws IOException {
        step();
        Inode inode = new Inode();
        Map<String, @Nullable Inode> one = new TreeMap<>();
        one.put(name, inode);
        change(new Change(one));
        return inode;
    }

    @Override
    public void rename(String from, String to) throws IOException {
        step();
        Inode inode = names.get(from);
        Map<String, @Nullable Inode> both = new TreeMap<>();
        both.put(from, null);
        both.put(to, inode);
        change(new Change(both));
    }

    @Override
    public void forceDirectory() throws IOException {
        step();
        if (lie == Lie.FORCES_NO_NAME) {
            return;
        }
        changes.clear();
        forcedNames.clear();
        forcedNames.putAll(names);
    }

    @Override
    public String where(String name) {
        return "/node/" + name;
    }

    @Override
    public void close() {}

    private final class MemoryFile implements OpenFile {
        private final Inode inode;
        private final int block;

        MemoryFile(Inode inode, int block) {
            this.inode = inode;
            this.block = block;
        }

        @Override
        public long size() {
            return inode.size;
        }

        @Override
        public void read(ByteBuffer into, long offset) throws IOException {
            byte[] all = inode.content();
            if (into.remaining() > all.length - offset) {
                throw new EOFException();
            }
            into.put(all, (int) offset, into.remaining());
        }

        @Override
        public void write(ByteBuffer from, long offset) throws IOException {
            byte[] bytes = new byte[from.remaining()];
            from.get(bytes);
            if (offset % block != 0 || bytes.length % block != 0) {
                throw new IOException("not whole blocks: " + bytes.length + " bytes at " + offset);
            }
            try {
                step();
            } catch (IOException e) {
                inode.write((int) offset, bytes);
                throw e;
            }
            inode.write((int) offset, bytes);
        }

        /** A force that fails may have written anything, and forgets what it has not: a second one would succeed. */
        @Override
        public void force() throws IOException {
            step();
            if (lie == Lie.FORCES_NO_FILE) {
                return;
            }
            inode.force();
        }

        @Override
        public void close() {}
    }
}
