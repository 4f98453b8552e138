package dev.podnetwork.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** Wall time, processor time of this process (all threads, collector and compiler included) and heap. */
final class Meter {
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final long threadStart = threads.getCurrentThreadCpuTime();
    private final long wallStart = System.nanoTime();
    private final long cpuStart = system.getProcessCpuTime();
    private final long allocatedStart = threads.getCurrentThreadAllocatedBytes();
    private final long pausedStart = paused();

    double wallSeconds() {
        return (System.nanoTime() - wallStart) / 1e9;
    }

    double cpuSeconds() {
        return (system.getProcessCpuTime() - cpuStart) / 1e9;
    }

    /** Processor time of the calling thread alone, without collector and compiler. */
    double threadSeconds() {
        return (threads.getCurrentThreadCpuTime() - threadStart) / 1e9;
    }

    /** Bytes that the calling thread allocated: the same in every run, whatever else the machine does. */
    long allocatedBytes() {
        return threads.getCurrentThreadAllocatedBytes() - allocatedStart;
    }

    /** Seconds in which the collector held everything up. */
    double pausedSeconds() {
        return (paused() - pausedStart) / 1e3;
    }

    private static long paused() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    /** Load average of the machine over the last minute, negative when unknown. */
    double load() {
        return system.getSystemLoadAverage();
    }

    /** Live heap after a full collection, MB. */
    static long liveHeapMegabytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    }
}
