package dev.podnetwork.podnet.controller;

import dev.podnetwork.api.AllocatorSnapshot;
import dev.podnetwork.core.DegradationSwitch;
import dev.podnetwork.core.PodNetworkAllocators;
import dev.podnetwork.k8s.client.KubeAccess;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.controller.KubernetesControllers;
import dev.podnetwork.k8s.controller.VirtualNodeSignal;
import dev.podnetwork.spi.CloudNetwork;
import dev.podnetwork.spi.Env;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code podnet controller}: the control plane of a cluster, until it is asked to end. */
@Command(
        name = "controller",
        description = {
            "Gives the pods of a cluster their interfaces: watches pods, nodes and PodNetworking, keeps PodENI records, calls the "
                    + "cloud. Runs until it is interrupted; then it ends in order. Logs are JSON lines on the standard error."
        },
        mixinStandardHelpOptions = true)
public final class ControllerCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ControllerCommand.class);
    private static final int BAD_INPUT = 1;
    private static final int STOP_SECONDS = 12;
    /** Until the endpoints of the Service are known everywhere. */
    private static final Duration UNASKED = Duration.ofSeconds(5);

    private final Consumer<Runnable> onExit;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration; podnet config keys lists its keys. Default: ${DEFAULT-VALUE}.")
    private String config = "/etc/config/ctrl-config.yaml";

    @Option(
            names = "--credential",
            paramLabel = "FILE",
            description = "The credentials file; default: the environment.")
    private @Nullable String credential;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "The cluster; default: the one this pod runs in.")
    private @Nullable Path kubeconfig;

    @Option(names = "--backend", paramLabel = "NAME", description = "The cloud: aliyun (default) or fake.")
    private String backend = "aliyun";

    @Option(names = "--cloud", paramLabel = "FILE", description = "For the fake: a document of kind Cloud.")
    private @Nullable String cloudFile;

    @Option(
            names = "--unlimited",
            hidden = true,
            description = "Lifts the cloud's limits: for benchmarks with the fake.")
    private boolean unlimited;

    @Option(
            names = "--webhook-name",
            paramLabel = "NAME",
            description = "Both webhook configurations, the Service and NAME-webhook-cert; default: controllerName.")
    private String webhookName = "";

    @Option(
            names = "--webhook-host",
            paramLabel = "HOST",
            description = "A name or address under which the API server reaches the webhooks besides the Service's.")
    private List<String> webhookHosts = List.of();

    @Option(names = "--log-level", description = "error, warn, info (default) or debug.")
    private String logLevel = "info";

    /**
     * The command.
     *
     * @param onExit takes what is to run when the process is asked to end
     */
    public ControllerCommand(Consumer<Runnable> onExit) {
        this.onExit = onExit;
    }

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        ControllerConfig settings = ControllerConfig.read(config);
        JsonLogs.on(level());
        settings.warnings().forEach(each -> LOG.warn("{}: {}", each.key(), each.text()));
        Env env = PodNetworkAllocators.systemEnv(2);
        String identity = host() + "_" + Long.toHexString(env.nextLong());
        PrometheusMetrics metrics = new PrometheusMetrics();
        try (CloudNetwork cloud = openCloud();
                KubeApi api = KubeApi.open(access(), env, settings.callLimit(env));
                HealthServer health = new HealthServer()) {
            var options = settings.options(identity, new DegradationSwitch()).metrics(metrics);
            if (unlimited) {
                options.allocator(PodNetworkAllocators.Builder::withoutLimits);
            }
            KubernetesControllers controllers = new KubernetesControllers(api, env, cloud, options);
            metrics.follow(controllers);
            VirtualNodeSignal signal = new VirtualNodeSignal(api, env, settings.text("controllerName"), identity);
            metrics.follow(signal);
            Webhooks.Site site = new Webhooks.Site(webhookName, webhookHosts, signal);
            Webhooks webhooks = webhooks(settings, site, api, controllers, env);
            serve(settings, health, () -> ready(controllers, webhooks), metrics);
            CountDownLatch ended = new CountDownLatch(1);
            onExit.accept(() -> {
                CompletableFuture<Void> unasked = leave(webhooks, env);
                stop(controllers);
                unasked.join();
                if (webhooks != null) {
                    webhooks.close();
                }
                ended.countDown();
            });
            controllers.start();
            JsonLogs.keepToTheEnd();
            LOG.info("started as {} with backend {}", identity, backend);
            ended.await();
            return 0;
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            return 0;
        } catch (IOException | UncheckedIOException bad) {
            spec.commandLine().getErr().println("podnet controller: " + bad.getMessage());
            return BAD_INPUT;
        }
    }

    private @Nullable Webhooks webhooks(
            ControllerConfig settings, Webhooks.Site site, KubeApi api, KubernetesControllers controllers, Env env)
            throws IOException {
        if (settings.flag("disableWebhook")) {
            return null;
        }
        Webhooks webhooks = Webhooks.start(settings, site, api, controllers.view(), env);
        LOG.info("answers webhooks on port {}", webhooks.port());
        return webhooks;
    }

    /** A pod that is created while nobody answers gets no network: others must be asked before this process answers no more. */
    private static CompletableFuture<Void> leave(@Nullable Webhooks webhooks, Env env) {
        CompletableFuture<Void> unasked = new CompletableFuture<>();
        if (webhooks == null) {
            unasked.complete(null);
            return unasked;
        }
        webhooks.leave();
        env.schedule(UNASKED.toNanos(), () -> unasked.complete(null));
        return unasked;
    }

    private static void stop(KubernetesControllers controllers) {
        LOG.info("asked to end: waiting for the last answers, then letting the lease go");
        try {
            controllers.stop().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
            LOG.info("ended in order");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("ended without the last answers: the next process finds out what became of them");
        }
    }

    private void serve(
            ControllerConfig settings,
            HealthServer health,
            Supplier<HealthServer.Page> readiness,
            PrometheusMetrics metrics) {
        String address = settings.healthAddress();
        if (!address.equals("0")) {
            health.page(address, "/healthz", () -> new HealthServer.Page(200, "ok\n"));
            health.page(address, "/readyz", readiness::get);
        }
        String at = settings.metricsAddress();
        if (!at.equals("0")) {
            health.page(at, "/metrics", () -> new HealthServer.Page(200, metrics.scrape()));
        }
        health.start().forEach(each -> LOG.info("listens on {}", each));
    }

    private static HealthServer.Page ready(KubernetesControllers controllers, @Nullable Webhooks webhooks) {
        boolean answers = webhooks == null || webhooks.ready();
        boolean ready = controllers.ready() && answers;
        AllocatorSnapshot counts = controllers.allocator().snapshot();
        String why = controllers.ready()
                ? "the webhooks do not answer yet: their certificate is made or not trusted yet, or the process ends"
                : "the cluster has not been listed yet";
        String leader =
                controllers.leads() || controllers.leader().isEmpty() ? "" : "\nleader: " + controllers.leader();
        String text = (ready ? "ok" : "not ready: " + why) + "\nwebhooks: " + answers
                + "\nleads: "
                + controllers.leads() + leader + "\nfresh: "
                + controllers.view().fresh() + "\nrecords: " + counts.records()
                + "\nwaiting: " + counts.waiting() + "\nrejected: " + counts.rejected() + "\n";
        return new HealthServer.Page(ready ? 200 : 503, text);
    }

    private KubeAccess access() {
        return kubeconfig == null ? KubeAccess.inCluster() : KubeAccess.byFile(kubeconfig);
    }

    private CloudNetwork openCloud() {
        try {
            return new CloudChoice(config, credential, backend, cloudFile).open();
        } catch (IllegalArgumentException unknown) {
            throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(unknown.getMessage()));
        }
    }

    private Level level() {
        return switch (logLevel) {
            case "error" -> Level.SEVERE;
            case "warn" -> Level.WARNING;
            case "info" -> Level.INFO;
            case "debug" -> Level.FINE;
            default ->
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "--log-level: '" + logLevel + "' is none of error, warn, info, debug");
        };
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "podnet";
        }
    }
}
