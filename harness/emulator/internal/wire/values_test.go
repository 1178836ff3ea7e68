package wire_test

import (
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// A shape finds the value that it does not take, at any depth, and fills in its defaults.
func TestShapesOfValues(t *testing.T) {
	shape := wire.Shape{Name: "a", Children: []wire.Shape{
		{Name: "b", Many: true, Most: 2, Children: []wire.Shape{
			{Name: "n", Low: -1, High: 5, Default: "3"}, {Name: "l", Long: 2}, {Name: "o", Of: []string{"x", ""}},
		}},
	}}
	for inner, want := range map[string]string{
		"": "", "<b><n>5</n><l>éé</l><o></o></b>": "", "<b><n> -1 </n></b>": "",
		"<b><n>6</n></b>": "n=6", "<b><n>-2</n></b>": "n=-2", "<b><n></n></b>": "n=", "<b><l>abc</l></b>": "l=abc",
		"<b><o>X</o></b>": "o=X", "<b/><b/>": "", "<b/><b/><b/>": "b=3", "<b/><b><l>abc</l></b>": "l=abc",
	} {
		body, err := wire.ReadXML([]byte("<a>"+inner+"</a>"), shape)
		if err != nil {
			t.Fatal(err)
		}
		name, text, found := shape.Misfit(body)
		if got := name + "=" + text; found != (want != "") || found && got != want {
			t.Errorf("%s: %s, want %q", inner, got, want)
		}
	}
	body, err := wire.ReadXML([]byte("<a><b><l>x</l></b><b><n>1</n></b><b><n/></b></a>"), shape)
	if err != nil {
		t.Fatal(err)
	}
	if got := shape.Filled(body).Inner(); got != "<b><l>x</l><n>3</n></b><b><n>1</n></b><b><n>3</n></b>" {
		t.Error(got)
	}
}
