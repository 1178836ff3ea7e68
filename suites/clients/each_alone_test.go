package clients

import (
	"bytes"
	"os/exec"
	"regexp"
	"slices"
	"sync"
	"testing"
	"time"
)

// eachAlone runs the named tests of a foreign suite, each in its own process, and returns how each has ended. command makes
// the process of one test.
func eachAlone(t *testing.T, tests []string, command func(name string) *exec.Cmd) map[string]string {
	t.Helper()
	var group sync.WaitGroup
	var mutex sync.Mutex
	places, got := make(chan bool, suiteProcesses), map[string]string{}
	for _, name := range tests {
		c := command(name)
		group.Go(func() {
			places <- true
			defer func() { <-places }()
			var out bytes.Buffer
			c.Stdout, c.Stderr = &out, &out
			if err := c.Start(); err == nil {
				late := time.AfterFunc(testWithin, func() { c.Process.Kill() })
				c.Wait() // what it says of the test tells more
				late.Stop()
			}
			said := out.Bytes()
			why, ran := goOutcomes(said)[name]
			if !ran {
				why = "it does not say how it ended: " + string(said[max(0, len(said)-2<<10):])
			}
			mutex.Lock()
			defer mutex.Unlock()
			got[name] = why
		})
	}
	group.Wait()
	return got
}

// runnable are the names of the listed tests that run here: those that go to the ports 80 and 443 only where the endpoint is there.
func (s suite) runnable(list []listedTest) []string {
	var names []string
	for _, l := range list {
		if l.want != alone && l.want != never && (l.want != ports || s.usual) {
			names = append(names, l.name)
		}
	}
	return names
}

// named are the listed tests that -oss.tests names.
func named(list []listedTest) []listedTest {
	names := regexp.MustCompile(*namedTests)
	return slices.DeleteFunc(slices.Clone(list), func(l listedTest) bool { return !names.MatchString(l.name) })
}

// listsAll fails unless a list has each test that there is, once, and no other.
func listsAll(t *testing.T, path string, list []listedTest, tests []string) {
	t.Helper()
	there := map[string]bool{}
	for _, name := range tests {
		there[name] = true
	}
	for _, l := range list {
		if !there[l.name] {
			t.Errorf("%s lists %s, which there is not, or lists it twice", path, l.name)
		}
		delete(there, l.name)
	}
	for name := range there {
		t.Errorf("%s does not list %s", path, name)
	}
}
