import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Validates each file against each profile; prints `ok` or `FAILED` for it, and a line for each rule it breaks. */
public class VeraPdfAll {
    static final List<String> PROFILES = List.of("ua1", "2a");
    static final int ENOUGH = 2000; // failures: the rest will be of the same kinds

    public static void main(String[] files) {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        boolean good = true;
        for (String file : files)
            for (String profile : PROFILES)
                good &= check(file, profile);
        System.exit(good ? 0 : 1);
    }

    static boolean check(String file, String profile) {
        PDFAFlavour flavour = PDFAFlavour.fromString(profile);
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
             PDFAValidator validator =
                 Foundries.defaultInstance().createValidator(flavour, ENOUGH, false, false, false)) {
            ValidationResult result = validator.validate(parser);
            report(result);
            System.out.println((result.isCompliant() ? "ok " : "FAILED ") + "veraPDF " + profile + " " + file
                               + " (" + result.getTotalAssertions() + " checks)");
            return result.isCompliant();
        } catch (Throwable fault) {
            System.out.println("    " + fault);
            System.out.println("FAILED veraPDF " + profile + " " + file);
            return false;
        }
    }

    static void report(ValidationResult result) {
        Map<String, Integer> counts = new TreeMap<>();
        Map<String, TestAssertion> first = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions())
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                counts.merge(rule, 1, Integer::sum);
                first.putIfAbsent(rule, assertion);
            }
        for (String rule : counts.keySet())
            System.out.println("    " + rule + " x" + counts.get(rule) + ": "
                               + first.get(rule).getMessage().replaceAll("\\s+", " ") + " at "
                               + first.get(rule).getLocation().getContext());
    }
}
