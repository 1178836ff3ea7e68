package diagnosis_test

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"reflect"
	"testing"
	"testing/iotest"

	"github.com/oss403/oss403/harness/emulator/internal/diagnosis"
)

func sample() diagnosis.Diagnosis {
	return diagnosis.Diagnosis{ExplicitDeny: true, Action: "oss:GetObject", Principal: diagnosis.Principal{OwnerID: "1"},
		Conditions: []diagnosis.Condition{{Key: "acs:SourceIp", Value: "192.0.2.1"}}, Matched: []diagnosis.Policy{{Effect: "Deny"}}}
}

// A seal opens what it has closed, and nothing that another has closed or somebody has changed.
func TestSeal(t *testing.T) {
	own, other := diagnosis.NewSeal(rand.Reader), diagnosis.NewSeal(rand.Reader)
	message := own.Close(sample())
	if d, ok := own.Open(message); !ok || !reflect.DeepEqual(d, sample()) {
		t.Errorf("%t %+v", ok, d)
	}
	if own.Close(sample()) != message {
		t.Error("the same refusal has two messages")
	}
	if _, ok := other.Open(message); ok {
		t.Error("another seal opens it")
	}
	sealed, err := base64.StdEncoding.DecodeString(message)
	if err != nil {
		t.Fatal(err)
	}
	for i := range sealed {
		sealed[i] ^= 1
		if _, ok := own.Open(base64.StdEncoding.EncodeToString(sealed)); ok {
			t.Errorf("it opens with byte %d changed", i)
		}
		if _, ok := own.Open(base64.StdEncoding.EncodeToString(sealed[:i])); ok {
			t.Errorf("the first %d bytes open", i)
		}
		sealed[i] ^= 1
	}
}

// Without randomness there is no key, and nothing is sealed with a known one.
func TestNoSealWithoutRandomness(t *testing.T) {
	s := diagnosis.NewSeal(iotest.ErrReader(errors.New("no randomness")))
	if _, ok := s.Open(diagnosis.Seal{}.Close(sample())); ok {
		t.Error("it opens what everybody can close")
	}
	defer func() {
		if recover() == nil {
			t.Error("it seals")
		}
	}()
	s.Close(sample())
}

// FuzzOpen opens any text: it is none of the seal's messages.
func FuzzOpen(f *testing.F) {
	s := diagnosis.NewSeal(rand.Reader)
	for _, seed := range []string{"", "AQIBIAAAA", diagnosis.Seal{}.Close(sample()), "?"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, message string) {
		if d, ok := s.Open(message); ok {
			t.Errorf("%q tells %+v", message, d)
		}
	})
}
