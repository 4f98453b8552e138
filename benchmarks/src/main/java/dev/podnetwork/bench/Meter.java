package dev.podnetwork.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Wall time, processor time of this process (all threads, collector and compiler included) and heap. */
final class Meter {
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final long threadStart = threads.getCurrentThreadCpuTime();
    private final long wallStart = System.nanoTime();
    private final long cpuStart = system.getProcessCpuTime();

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
