package io.weir.proof.mutation;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs a test class of a module whose tests the simulator does not take the place of. */
final class MutantTest {

    /** A mistake may let a test hang. */
    private static final String TIMEOUT = "120 s";

    private MutantTest() {}

    /**
     * Returns the first test that fails, and how; empty if all pass.
     *
     * @param testClass as a loader has it that has the mistake
     * @throws IllegalStateException if there is no test in it, or one cannot begin
     */
    static String failureOf(Class<?> testClass) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(testClass))
                .configurationParameter("junit.jupiter.execution.timeout.default", TIMEOUT)
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        CancellationToken found = CancellationToken.create();
        LauncherFactory.create(LauncherConfig.builder()
                        .enableLauncherSessionListenerAutoRegistration(false)
                        .enableTestExecutionListenerAutoRegistration(false)
                        .build())
                .execute(LauncherExecutionRequestBuilder.request(request)
                        .listeners(listener, endingAtAFailure(found))
                        .cancellationToken(found)
                        .build());
        TestExecutionSummary summary = listener.getSummary();
        if (summary.getTestsStartedCount() == 0) {
            StringWriter why = new StringWriter();
            summary.printFailuresTo(new PrintWriter(why), 1);
            throw new IllegalStateException("no test of " + testClass.getName() + " was run: " + why);
        }
        return summary.getFailures().stream()
                .map(failure -> failure.getTestIdentifier().getDisplayName() + ": " + failure.getException())
                .findFirst()
                .orElse("");
    }

    /** One failure is enough: what comes behind it is not run. */
    private static TestExecutionListener endingAtAFailure(CancellationToken found) {
        return new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                    found.cancel();
                }
            }
        };
    }
}
