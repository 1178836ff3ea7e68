package caller

import (
	"context"
	"encoding/json"
	"fmt"
)

// DecodeDiagnosticMessage asks RAM what the EncodedDiagnosticMessage of a refusal tells, and returns the
// DecodedDiagnosticMessage as JSON. The caller must be of the account whose request was refused, and have the right
// ram:DecodeDiagnosticMessage.
// https://www.alibabacloud.com/help/en/ram/developer-reference/api-ram-2015-05-01-decodediagnosticmessage (documented)
func (c Cloud) DecodeDiagnosticMessage(ctx context.Context, who Credentials, message string) ([]byte, error) {
	const action = "DecodeDiagnosticMessage"
	answer, err := c.ram(ctx, who, action, map[string]string{"EncodedDiagnosticMessage": message})
	if err != nil {
		return nil, err
	}
	decoded, ok := answer["DecodedDiagnosticMessage"].(map[string]any)
	if !ok {
		return nil, fmt.Errorf("%s at %s: %w: no DecodedDiagnosticMessage", action, c.RAM, ErrForeign)
	}
	return json.Marshal(decoded)
}
