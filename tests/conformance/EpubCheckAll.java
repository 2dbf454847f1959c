import com.adobe.epubcheck.tool.EpubChecker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/**
 * EPUBCheck on many files in one virtual machine: no error, no warning, no usage note but CSS-028, which says that
 * a book carries fonts: it was asked to.
 */
public class EpubCheckAll {
    public static void main(String[] files) throws Exception {
        PrintStream out = System.out, err = System.err;
        for (String file : files) {
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            PrintStream stream = new PrintStream(said, true, "UTF-8");
            System.setOut(stream);
            System.setErr(stream);
            int status = new EpubChecker().run(new String[] {file, "--usage", "--failonwarnings"});
            System.setOut(out);
            System.setErr(err);
            String text = said.toString("UTF-8");
            boolean clean = status == 0 && text.lines().noneMatch(l -> l.matches("^USAGE\\((?!CSS-028\\)).*"));
            if (!clean)
                text.lines().filter(l -> l.matches("^(FATAL|ERROR|WARNING|USAGE).*")).limit(20).forEach(out::println);
            out.println((clean ? "ok" : "FAILED") + " epubcheck: " + file);
        }
        System.exit(0);
    }
}
