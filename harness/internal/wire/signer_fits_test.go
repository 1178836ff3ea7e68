package wire

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestASignerWhoseTimeCannotBeSetIsAnErrorBeforeTheRun(t *testing.T) {
	if err := SignerFits(); err != nil {
		t.Fatal(err)
	}
	for _, other := range []reflect.Type{
		reflect.TypeFor[struct{ signedAt *time.Time }](),
		reflect.TypeFor[struct{ signTime time.Time }](),
	} {
		if err := holdsTime(other); err == nil || !strings.Contains(err.Error(), "has no field signTime of type *time.Time") {
			t.Errorf("%s is accepted: %v", other, err)
		}
	}
}
