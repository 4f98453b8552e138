package dev.podnetwork.podnet;

import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.podnet.adopt.AdoptCommand;
import dev.podnetwork.podnet.adopt.HandBackCommand;
import dev.podnetwork.podnet.ask.CapacityCommand;
import dev.podnetwork.podnet.ask.ConfigCommand;
import dev.podnetwork.podnet.ask.ExplainCommand;
import dev.podnetwork.podnet.ask.MatchCommand;
import dev.podnetwork.podnet.ask.PreflightCommand;
import dev.podnetwork.podnet.controller.ControllerCommand;
import dev.podnetwork.podnet.controller.JsonLogs;
import dev.podnetwork.podnet.install.InstallCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command {@code podnet}. Exit codes: 0 done, 1 the input cannot be used, 2 the command line is wrong, 70 a bug of ours. */
@Command(
        name = "podnet",
        description =
                "Pod networks of Alibaba Cloud ACK: the controller of a cluster, and answers without a cluster or a cloud.",
        mixinStandardHelpOptions = true,
        versionProvider = Podnet.Version.class,
        subcommands = {
            SimulateCommand.class,
            MatchCommand.class,
            ExplainCommand.class,
            CapacityCommand.class,
            PreflightCommand.class,
            ConfigCommand.class,
            FakeCloudCommand.class,
            NodeSimCommand.class,
            RamPolicyCommand.class,
            InstallCommand.class,
            AdoptCommand.class,
            HandBackCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the input cannot be used",
            "2:the command line is wrong",
            "70:a bug of ours; please report it"
        })
public final class Podnet implements Runnable {
    private static final int BAD_INPUT = 1;
    private static final int BUG = 70;

    /** Made by the command line parser. */
    public Podnet() {}

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        JsonLogs.lasting();
        System.exit(commandLine().execute(args));
    }

    /** The command as a value; nothing of it ends the process. */
    public static CommandLine commandLine() {
        JsonLogs.quiet();
        CommandLine line = new CommandLine(new Podnet());
        line.addSubcommand(new ControllerCommand(Podnet::onExit));
        line.setExecutionExceptionHandler((problem, command, parsed) -> {
            PrintWriter err = command.getErr();
            if (problem instanceof DocumentException) {
                err.println(problem.getMessage());
                return BAD_INPUT;
            }
            err.println("podnet: this is a bug of ours: " + problem);
            problem.printStackTrace(err);
            return BUG;
        });
        line.setParameterExceptionHandler(Podnet::wrongCommandLine);
        return line;
    }

    /** The one line that says what is wrong comes last and is not pushed away by pages of help. */
    private static int wrongCommandLine(CommandLine.ParameterException problem, String[] args) {
        CommandLine command = problem.getCommandLine();
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        if (command.getParent() == null) {
            command.usage(err);
            err.println();
        }
        err.println(problem.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(problem, err);
        err.println("'" + name + " --help' says what it takes");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** Runs a task when the process is asked to end, which waits for it. */
    private static void onExit(Runnable task) {
        Runtime.getRuntime().addShutdownHook(new Thread(task, "exit"));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "say what to do, for example: podnet simulate examples/trunk-fixed-ip");
    }

    /** Says which version this is. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Podnet.class.getPackage().getImplementationVersion();
            return new String[] {"podnet " + (version == null ? "(not packaged)" : version)};
        }
    }
}
