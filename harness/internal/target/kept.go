package target

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/oss403/oss403/harness/internal/caller"
)

// kept is a role session that a run stores for later runs, which use it after its Expiration.
type kept struct {
	AccessKeyID     string    `json:"accessKeyId"`
	AccessKeySecret string    `json:"accessKeySecret"`
	SecurityToken   string    `json:"securityToken"`
	Expiration      time.Time `json:"expiration"`
}

// keptFile is the file with the kept session of an account at an endpoint. owner is an
// AccessKeyId of the account. Only the current user can read the file.
func keptFile(endpoint, owner string) (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("finding the folder of kept sessions: %w", err)
	}
	sum := sha256.Sum256([]byte(endpoint + "\n" + owner))
	return filepath.Join(cache, "oss403", "sessions", hex.EncodeToString(sum[:8])+".json"), nil
}

// KeepSession stores the credentials of a session of this run. It does not replace a
// session that is kept already.
func KeepSession(endpoint, owner string, c caller.Credentials, expiration time.Time) error {
	path, err := keptFile(endpoint, owner)
	if err != nil {
		return err
	}
	if old, err := readKept(path); err == nil && old.SecurityToken != "" {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("keeping a session: %w", err)
	}
	text, err := json.Marshal(kept{c.AccessKeyID, c.AccessKeySecret, c.SecurityToken, expiration})
	if err != nil {
		return fmt.Errorf("keeping a session: %w", err)
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		return fmt.Errorf("keeping a session: %w", err)
	}
	return nil
}

// keptSession returns the session that an earlier run has kept, and its file. An empty
// file: there is no such session, or it has not expired.
func keptSession(endpoint, owner string) (c caller.Credentials, file string) {
	path, err := keptFile(endpoint, owner)
	if err != nil {
		return caller.Credentials{}, ""
	}
	k, err := readKept(path)
	if err != nil || k.SecurityToken == "" || !time.Now().After(k.Expiration) {
		return caller.Credentials{}, ""
	}
	return caller.Credentials{AccessKeyID: k.AccessKeyID, AccessKeySecret: k.AccessKeySecret, SecurityToken: k.SecurityToken}, path
}

func readKept(path string) (kept, error) {
	var k kept
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return k, nil
	}
	if err != nil {
		return k, err
	}
	return k, json.Unmarshal(text, &k)
}
