package harness_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// A gateway is a third-party server in front of an OSS. It takes path style at an IP address,
// has no control port, no RAM and no STS, and sends a Server header of its own.
type gateway struct {
	onward  httputil.ReverseProxy
	v1Alone bool
	rpc     int // calls for RAM and STS
}

func newGateway(data string) *gateway {
	g := &gateway{}
	g.onward.Rewrite = func(r *httputil.ProxyRequest) {
		r.SetURL(&url.URL{Scheme: "http", Host: data})
		r.Out.Host = r.In.Host // HostId repeats the host
	}
	g.onward.ModifyResponse = func(r *http.Response) error { r.Header.Set("Server", "nginx/1.27.3"); return nil }
	return g
}

func (g *gateway) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	if q.URL.Query().Has("Action") || q.Header.Get("x-acs-action") != "" {
		g.rpc++
	}
	if g.v1Alone && (strings.HasPrefix(q.Header.Get("Authorization"), "OSS4") || q.URL.Query().Has("x-oss-signature-version")) {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	g.onward.ServeHTTP(w, q)
}

// rewording makes the gateway replace a text in its answers.
func (g *gateway) rewording(from, to string) {
	other := g.onward.ModifyResponse
	g.onward.ModifyResponse = func(r *http.Response) error {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return err
		}
		body = bytes.ReplaceAll(body, []byte(from), []byte(to))
		r.Body = io.NopCloser(bytes.NewReader(body))
		if r.Request.Method != http.MethodHead {
			r.ContentLength = int64(len(body))
			r.Header.Set("Content-Length", strconv.Itoa(len(body)))
		}
		return other(r)
	}
}

// atGateway runs scenarios on the gateway.
func atGateway(t *testing.T, g *gateway, owner control.Account, picked []scenarios.Scenario, profile string) []verdict.Result {
	t.Helper()
	front := httptest.NewServer(g)
	t.Cleanup(front.Close)
	session, err := harness.Open(t.Context(), target.Spec{Target: front.URL, Profile: profileFor(t, owner, profile)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var results []verdict.Result
	groups, alone := harness.Groups(picked)
	for _, group := range append(groups, alone) {
		done(t, session.Prepare(t.Context(), group))
		for _, s := range group {
			results = append(results, session.Run(t.Context(), s))
		}
	}
	done(t, session.Close(t.Context()))
	if used := session.Usage(); used.Calls != 0 || g.rpc != 0 {
		t.Errorf("%d calls to RAM and STS, %d seen at the gateway; there are none", used.Calls, g.rpc)
	}
	return results
}

// says matches the reasons of NOT-SUPPORTED: they say what is needed, and where to give it.
var says = regexp.MustCompile(
	`^(needs .*(profile|set OSS403_OTHER|control port|run it again)|takes .*--allow=.*profile|the target does not serve )`)

// A third-party target that serves half of OSS is judged by the scenarios for that half.
func TestAThirdPartyTarget(t *testing.T) {
	const ordinary = "region: cn-hangzhou\ntimeouts: {settling: 0s}\n"
	for name, c := range map[string]struct {
		profile  string
		v1Alone  bool
		second   bool
		from, to string
		fails    string // the row that fails; empty: none
		passes   int    // at least
	}{
		"with nothing said": {profile: ordinary, passes: 400},
		"with all that it has": {profile: ordinary +
			"provides: [account of its own, hierarchical namespace]\nallow: [irreversible, billed]\n", passes: 500},
		"with a second account": {profile: ordinary, second: true, passes: 550},
		"with V1 alone":         {profile: ordinary + "signing: [V1]\nprovides: [account of its own]\n", v1Alone: true, passes: 150},
		"with words of its own": {profile: ordinary + "allow: [irreversible]\n", from: "The WORM Configuration is locked.", to: "Locked.",
			fails: "R51", passes: 400},
	} {
		t.Run(name, func(t *testing.T) {
			port, data := startEmulator(t)
			owner := account(t, port)
			g := newGateway(data)
			g.v1Alone = c.v1Alone
			if g.v1Alone { // it has no Block Public Access either, which came after V4
				state := control.Normal()
				state.NewBucketsBlocked = false
				done(t, port.Of(owner).SetAccount(t.Context(), state))
			}
			if c.second {
				other := account(t, port)
				t.Setenv("OSS403_OTHER_ACCESS_KEY_ID", other.Credentials.AccessKeyID)
				t.Setenv("OSS403_OTHER_ACCESS_KEY_SECRET", other.Credentials.AccessKeySecret)
			}
			if c.from != "" {
				g.rewording(c.from, c.to)
			}
			passed, lacking := 0, 0
			for _, r := range atGateway(t, g, owner, catalogue.All(), c.profile) {
				switch {
				case r.Verdict == verdict.Pass:
					passed++
				case r.Verdict == verdict.NotSupported && says.MatchString(r.Reason):
					lacking++
				case r.Verdict != verdict.Fail || r.Row != c.fails:
					t.Errorf("%s: %s %s %+v", r.ID, r.Verdict, r.Reason, r.Deviations(verdict.Fails))
				}
			}
			if failed := len(catalogue.All()) - passed - lacking; passed < c.passes || lacking == 0 || (failed > 0) != (c.fails != "") {
				t.Errorf("%d PASS, %d NOT-SUPPORTED, %d FAIL", passed, lacking, failed)
			}
			t.Logf("%d PASS, %d NOT-SUPPORTED", passed, lacking)
		})
	}
}

// Without STS, the UID of an account is read from its list of buckets. If the list has no UID,
// no policy on that target can name the account.
func TestTheOwnerIsKnownWithoutSTS(t *testing.T) {
	picked, err := scenarios.Select(catalogue.All(), "access-denied/bucket-policy/v4-header/owner-get-condition")
	done(t, err)
	for to, want := range map[string]verdict.Verdict{"<ID>": verdict.Pass, "<Name>": verdict.NotSupported} {
		port, data := startEmulator(t)
		owner := account(t, port)
		g := newGateway(data)
		g.rewording("<Owner><ID>"+owner.UID()+"</ID>", "<Owner>"+to+owner.UID()+strings.Replace(to, "<", "</", 1))
		for _, r := range atGateway(t, g, owner, picked, "region: cn-hangzhou\ntimeouts: {settling: 0s}\n") {
			if r.Verdict != want {
				t.Errorf("%s: %s %s, want %s", r.ID, r.Verdict, r.Reason, want)
			}
		}
	}
}

// A cause that stops many scenarios has the same text in each, so that reports can show it
// once. Here Block Public Access is on for new buckets, and V1 can't turn it off.
func TestWhatStopsManyReadsTheSame(t *testing.T) {
	picked, err := scenarios.Select(catalogue.All(), "R19")
	done(t, err)
	port, data := startEmulator(t)
	g := newGateway(data)
	g.v1Alone = true
	stopped := map[string]int{}
	for _, r := range atGateway(t, g, account(t, port), picked, "region: cn-hangzhou\nsigning: [V1]\ntimeouts: {settling: 0s}\n") {
		if r.Verdict == verdict.Untestable {
			stopped[r.Reason]++
		}
	}
	const want = "the state can't be made: arranging bucket BUCKET as public-read: HTTP 403 AccessDenied, EC 0015-00000901: " +
		"Put public bucket acl is not allowed"
	if len(stopped) != 1 || stopped[want] < 2 {
		t.Errorf("%d: %v", len(stopped), stopped)
	}
}

// A target that answers but never shows what was written does not count as silent: the run
// goes on, and waits for each state once.
func TestWhatATargetNeverShowsEndsNoRun(t *testing.T) {
	picked, err := scenarios.Select(catalogue.All(), "access-denied/bucket-acl/unsigned,public-access,R33")
	done(t, err)
	port, data := startEmulator(t)
	g := newGateway(data)
	g.rewording("<Grant>public-read</Grant>", "<Grant>public</Grant>")
	unseen, passed, waited := 0, 0, 0
	for _, r := range atGateway(t, g, account(t, port), picked, "region: cn-hangzhou\ntimeouts: {settling: 1s}\n") {
		switch {
		case r.Verdict == verdict.Pass:
			passed++
		case r.Verdict == verdict.Untestable && strings.Contains(r.Reason, "what was written to ?bucket does not show within 1s: bucket of "):
			unseen++
			if r.DurationMs >= 1000 {
				waited++
			}
		case r.Verdict != verdict.NotSupported:
			t.Errorf("%s: %s %s", r.ID, r.Verdict, r.Reason)
		}
	}
	if unseen < 4 || passed < 40 {
		t.Errorf("%d UNTESTABLE, %d PASS", unseen, passed)
	}
	if waited == unseen { // the first with each state waits, if it was not waited for ahead
		t.Errorf("each of %d scenarios waited for a state that does not show", unseen)
	}
}
